CREATE TABLE actors (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  sectors TEXT NOT NULL,
  wikidata TEXT,
  PRIMARY KEY ("key"),
  UNIQUE (id)
);
CREATE INDEX actors_folded ON actors (folded);
CREATE INDEX actors_kind_country ON actors (kind, country);
CREATE TABLE addresses (
  url TEXT NOT NULL,
  etag TEXT,
  modified TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (url)
)
 WITHOUT ROWID;
CREATE TABLE documents (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  url TEXT,
  published TEXT,
  language TEXT,
  sha TEXT NOT NULL,
  record_sha TEXT NOT NULL,
  bundle TEXT NOT NULL,
  source TEXT,
  put_at TEXT NOT NULL,
  length INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id)
);
CREATE INDEX documents_origin ON documents (origin);
CREATE INDEX documents_published ON documents (published, "key");
CREATE INDEX documents_publisher ON documents (publisher, published, "key", origin);
CREATE INDEX documents_put_at ON documents (put_at);
CREATE INDEX documents_source ON documents (source, published, "key");
CREATE INDEX documents_url ON documents (url);
CREATE TABLE happenings (
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  since TEXT,
  until TEXT,
  day TEXT,
  place TEXT,
  country TEXT,
  latitude FLOAT,
  longitude FLOAT,
  reports INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  asserted INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  hedged INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX happenings_code_day ON happenings (code, day, id);
CREATE INDEX happenings_day ON happenings (day, id);
CREATE TABLE judgements (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  verb TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  document TEXT,
  detail TEXT NOT NULL,
  who TEXT NOT NULL,
  made_at TEXT NOT NULL,
  why TEXT,
  withdrawn_at TEXT,
  withdrawn_by TEXT,
  orphaned TEXT,
  PRIMARY KEY ("key"),
  UNIQUE (id)
);
CREATE INDEX judgements_document ON judgements (document);
CREATE INDEX judgements_target ON judgements (kind, target);
CREATE TABLE runs (
  "key" INTEGER NOT NULL,
  command TEXT NOT NULL,
  bundle TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  read INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  PRIMARY KEY ("key")
);
CREATE TABLE actor_names (
  folded TEXT NOT NULL,
  actor INTEGER NOT NULL,
  PRIMARY KEY (folded, actor),
  FOREIGN KEY(actor) REFERENCES actors ("key")
)
 WITHOUT ROWID;
CREATE INDEX actor_names_actor ON actor_names (actor);
CREATE TABLE bands (
  band BIGINT NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (band, document),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE INDEX bands_document ON bands (document);
CREATE TABLE captures (
  name TEXT NOT NULL,
  sha TEXT NOT NULL,
  document INTEGER NOT NULL,
  publisher TEXT,
  url TEXT,
  source TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (name),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE INDEX captures_document ON captures (document);
CREATE TABLE claims (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  fact TEXT NOT NULL,
  fact_n INTEGER NOT NULL,
  holder INTEGER,
  chain TEXT NOT NULL,
  depth INTEGER NOT NULL,
  stance TEXT NOT NULL,
  statement INTEGER,
  day TEXT,
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(holder) REFERENCES actors ("key")
)
 WITHOUT ROWID;
CREATE INDEX claims_holder ON claims (holder, day, document, n) WHERE holder IS NOT NULL;
CREATE TABLE differences (
  "key" INTEGER NOT NULL,
  happening TEXT NOT NULL,
  aspect TEXT NOT NULL,
  left_document INTEGER NOT NULL,
  left_event TEXT NOT NULL,
  left_value TEXT NOT NULL,
  left_start INTEGER,
  left_stop INTEGER,
  right_document INTEGER NOT NULL,
  right_event TEXT NOT NULL,
  right_value TEXT NOT NULL,
  right_start INTEGER,
  right_stop INTEGER,
  PRIMARY KEY ("key"),
  FOREIGN KEY(happening) REFERENCES happenings (id) ON DELETE CASCADE,
  FOREIGN KEY(left_document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(right_document) REFERENCES documents ("key") ON DELETE CASCADE
);
CREATE INDEX differences_happening ON differences (happening, aspect);
CREATE INDEX differences_left ON differences (left_document);
CREATE INDEX differences_right ON differences (right_document);
CREATE TABLE document_actors (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  mentions INTEGER NOT NULL,
  judged TEXT,
  published TEXT,
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(actor) REFERENCES actors ("key")
)
 WITHOUT ROWID;
CREATE INDEX document_actors_actor ON document_actors (actor, published, document);
CREATE TABLE event_mentions (
  document INTEGER NOT NULL,
  event INTEGER NOT NULL,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (document, event, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE events (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  modes TEXT NOT NULL,
  contexts TEXT NOT NULL,
  status TEXT NOT NULL,
  time TEXT,
  since TEXT,
  until TEXT,
  day TEXT,
  duration TEXT,
  place TEXT,
  place_folded TEXT,
  country TEXT,
  latitude FLOAT,
  longitude FLOAT,
  geonames INTEGER,
  start INTEGER,
  stop INTEGER,
  asserted INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  hedged INTEGER NOT NULL,
  judged TEXT,
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE INDEX events_code_day ON events (code, day, document, n);
CREATE INDEX events_country_day ON events (country, day, document, n) WHERE country IS NOT NULL;
CREATE INDEX events_day ON events (day, document, n);
CREATE INDEX events_denied ON events (day, document, n) WHERE denied > 0;
CREATE INDEX events_place ON events (place_folded, day) WHERE place_folded IS NOT NULL;
CREATE TABLE happening_members (
  document INTEGER NOT NULL,
  event TEXT NOT NULL,
  happening TEXT,
  found TEXT NOT NULL,
  PRIMARY KEY (document, event),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(happening) REFERENCES happenings (id) ON DELETE SET NULL
)
 WITHOUT ROWID;
CREATE INDEX happening_members_found ON happening_members (found);
CREATE INDEX happening_members_happening ON happening_members (happening, document);
CREATE TABLE mentions (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  mention INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (document, n, mention),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE overruled_actors (
  actor INTEGER NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (actor, document),
  FOREIGN KEY(actor) REFERENCES actors ("key"),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE INDEX overruled_actors_document ON overruled_actors (document);
CREATE TABLE participants (
  document INTEGER NOT NULL,
  event INTEGER NOT NULL,
  n INTEGER NOT NULL,
  role TEXT NOT NULL,
  actor INTEGER NOT NULL,
  start INTEGER,
  stop INTEGER,
  code TEXT NOT NULL,
  day TEXT,
  PRIMARY KEY (document, event, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(actor) REFERENCES actors ("key")
)
 WITHOUT ROWID;
CREATE INDEX participants_actor ON participants (actor, day, document, event, role, code);
CREATE TABLE positions (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT NOT NULL,
  holder INTEGER NOT NULL,
  stance TEXT NOT NULL,
  issue TEXT NOT NULL,
  issue_folded TEXT NOT NULL,
  issue_start INTEGER NOT NULL,
  issue_stop INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  statement INTEGER,
  time TEXT,
  since TEXT,
  until TEXT,
  judged TEXT,
  day TEXT,
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(holder) REFERENCES actors ("key")
)
 WITHOUT ROWID;
CREATE INDEX positions_day ON positions (day, document, n);
CREATE INDEX positions_holder ON positions (holder, day, document, n);
CREATE INDEX positions_issue ON positions (issue_folded, day);
CREATE TABLE problems (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE records (
  document INTEGER NOT NULL,
  text TEXT NOT NULL,
  record BLOB NOT NULL,
  PRIMARY KEY (document),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
CREATE TABLE rejections (
  run INTEGER NOT NULL,
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (run, n),
  FOREIGN KEY(run) REFERENCES runs ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE relations (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT NOT NULL,
  subject INTEGER NOT NULL,
  predicate TEXT NOT NULL,
  object INTEGER NOT NULL,
  title TEXT,
  hedged BOOLEAN NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  time TEXT,
  since TEXT,
  until TEXT,
  judged TEXT,
  day TEXT,
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(subject) REFERENCES actors ("key"),
  FOREIGN KEY(object) REFERENCES actors ("key")
)
 WITHOUT ROWID;
CREATE INDEX relations_object ON relations (object, predicate, day);
CREATE INDEX relations_subject ON relations (subject, predicate, day);
CREATE TABLE sketches (
  document INTEGER NOT NULL,
  sketch BLOB,
  PRIMARY KEY (document),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
CREATE TABLE statement_actors (
  document INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  published TEXT,
  PRIMARY KEY (document, statement, actor),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(actor) REFERENCES actors ("key")
)
 WITHOUT ROWID;
CREATE INDEX statement_actors_actor ON statement_actors (actor, published, document, statement);
CREATE TABLE statement_spans (
  document INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (document, statement, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE statements (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT NOT NULL,
  speaker INTEGER,
  act TEXT NOT NULL,
  form TEXT NOT NULL,
  channel TEXT,
  channel_name TEXT,
  addressee INTEGER,
  negated BOOLEAN NOT NULL,
  within INTEGER,
  cue_start INTEGER,
  cue_stop INTEGER,
  content TEXT NOT NULL,
  judged TEXT,
  published TEXT,
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE,
  FOREIGN KEY(speaker) REFERENCES actors ("key"),
  FOREIGN KEY(addressee) REFERENCES actors ("key")
)
 WITHOUT ROWID;
CREATE INDEX statements_addressee ON statements (addressee, published, document, n) WHERE addressee IS NOT NULL;
CREATE INDEX statements_published ON statements (published, document, n);
CREATE INDEX statements_speaker ON statements (speaker, published, document, n);
CREATE VIRTUAL TABLE document_search USING fts5 (words, content = '', prefix = '3', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE position_search USING fts5 (words, content = '', prefix = '3', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_search USING fts5 (words, content = '', prefix = '3', tokenize = 'unicode61 remove_diacritics 2');
