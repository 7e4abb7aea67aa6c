CREATE TABLE actors (
  key INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  folded TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  country TEXT COLLATE "C",
  sectors TEXT COLLATE "C" NOT NULL,
  wikidata TEXT COLLATE "C",
  PRIMARY KEY (key),
  UNIQUE (id)
);
CREATE INDEX actors_folded ON actors (folded);
CREATE INDEX actors_kind_country ON actors (kind, country);
CREATE TABLE addresses (
  url TEXT COLLATE "C" NOT NULL,
  etag TEXT COLLATE "C",
  modified TEXT COLLATE "C",
  at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (url)
);
CREATE TABLE documents (
  key INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C",
  publisher TEXT COLLATE "C",
  url TEXT COLLATE "C",
  published TEXT COLLATE "C",
  language TEXT COLLATE "C",
  sha TEXT COLLATE "C" NOT NULL,
  record_sha TEXT COLLATE "C" NOT NULL,
  bundle TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C",
  put_at TEXT COLLATE "C" NOT NULL,
  length INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  PRIMARY KEY (key),
  UNIQUE (id)
);
CREATE INDEX documents_origin ON documents (origin);
CREATE INDEX documents_published ON documents (published, key);
CREATE INDEX documents_publisher ON documents (publisher, published, key, origin);
CREATE INDEX documents_put_at ON documents (put_at);
CREATE INDEX documents_source ON documents (source, published, key);
CREATE INDEX documents_url ON documents (url);
CREATE TABLE happenings (
  id TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  since TEXT COLLATE "C",
  until TEXT COLLATE "C",
  day TEXT COLLATE "C",
  place TEXT COLLATE "C",
  country TEXT COLLATE "C",
  latitude FLOAT(53),
  longitude FLOAT(53),
  reports INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  asserted INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  hedged INTEGER NOT NULL,
  made_by TEXT COLLATE "C" NOT NULL,
  made_at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX happenings_code_day ON happenings (code, day, id);
CREATE INDEX happenings_day ON happenings (day, id);
CREATE TABLE judgements (
  key INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  verb TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  target TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C",
  detail TEXT COLLATE "C" NOT NULL,
  who TEXT COLLATE "C" NOT NULL,
  made_at TEXT COLLATE "C" NOT NULL,
  why TEXT COLLATE "C",
  withdrawn_at TEXT COLLATE "C",
  withdrawn_by TEXT COLLATE "C",
  orphaned TEXT COLLATE "C",
  PRIMARY KEY (key),
  UNIQUE (id)
);
CREATE INDEX judgements_document ON judgements (document);
CREATE INDEX judgements_target ON judgements (kind, target);
CREATE TABLE runs (
  key INTEGER NOT NULL,
  command TEXT COLLATE "C" NOT NULL,
  bundle TEXT COLLATE "C",
  started_at TEXT COLLATE "C" NOT NULL,
  ended_at TEXT COLLATE "C",
  read INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  PRIMARY KEY (key)
);
CREATE TABLE actor_names (
  folded TEXT COLLATE "C" NOT NULL,
  actor INTEGER NOT NULL,
  PRIMARY KEY (folded, actor),
  FOREIGN KEY(actor) REFERENCES actors (key)
);
CREATE INDEX actor_names_actor ON actor_names (actor);
CREATE TABLE bands (
  band BIGINT NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (band, document),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE INDEX bands_document ON bands (document);
CREATE TABLE captures (
  name TEXT COLLATE "C" NOT NULL,
  sha TEXT COLLATE "C" NOT NULL,
  document INTEGER NOT NULL,
  publisher TEXT COLLATE "C",
  url TEXT COLLATE "C",
  source TEXT COLLATE "C",
  at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (name),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE INDEX captures_document ON captures (document);
CREATE TABLE claims (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  fact TEXT COLLATE "C" NOT NULL,
  fact_n INTEGER NOT NULL,
  holder INTEGER,
  chain TEXT COLLATE "C" NOT NULL,
  depth INTEGER NOT NULL,
  stance TEXT COLLATE "C" NOT NULL,
  statement INTEGER,
  day TEXT COLLATE "C",
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(holder) REFERENCES actors (key)
);
CREATE INDEX claims_holder ON claims (holder, day, document, n) WHERE holder IS NOT NULL;
CREATE TABLE differences (
  key SERIAL NOT NULL,
  happening TEXT COLLATE "C" NOT NULL,
  aspect TEXT COLLATE "C" NOT NULL,
  left_document INTEGER NOT NULL,
  left_event TEXT COLLATE "C" NOT NULL,
  left_value TEXT COLLATE "C" NOT NULL,
  left_start INTEGER,
  left_stop INTEGER,
  right_document INTEGER NOT NULL,
  right_event TEXT COLLATE "C" NOT NULL,
  right_value TEXT COLLATE "C" NOT NULL,
  right_start INTEGER,
  right_stop INTEGER,
  PRIMARY KEY (key),
  FOREIGN KEY(happening) REFERENCES happenings (id) ON DELETE CASCADE,
  FOREIGN KEY(left_document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(right_document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE INDEX differences_happening ON differences (happening, aspect);
CREATE INDEX differences_left ON differences (left_document);
CREATE INDEX differences_right ON differences (right_document);
CREATE TABLE document_actors (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C",
  mentions INTEGER NOT NULL,
  judged TEXT COLLATE "C",
  published TEXT COLLATE "C",
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(actor) REFERENCES actors (key)
);
CREATE INDEX document_actors_actor ON document_actors (actor, published, document);
CREATE TABLE event_mentions (
  document INTEGER NOT NULL,
  event INTEGER NOT NULL,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (document, event, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE TABLE events (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  modes TEXT COLLATE "C" NOT NULL,
  contexts TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  time TEXT COLLATE "C",
  since TEXT COLLATE "C",
  until TEXT COLLATE "C",
  day TEXT COLLATE "C",
  duration TEXT COLLATE "C",
  place TEXT COLLATE "C",
  place_folded TEXT COLLATE "C",
  country TEXT COLLATE "C",
  latitude FLOAT(53),
  longitude FLOAT(53),
  geonames INTEGER,
  start INTEGER,
  stop INTEGER,
  asserted INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  hedged INTEGER NOT NULL,
  judged TEXT COLLATE "C",
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE INDEX events_code_day ON events (code, day, document, n);
CREATE INDEX events_country_day ON events (country, day, document, n) WHERE country IS NOT NULL;
CREATE INDEX events_day ON events (day, document, n);
CREATE INDEX events_denied ON events (day, document, n) WHERE denied > 0;
CREATE INDEX events_place ON events (place_folded, day) WHERE place_folded IS NOT NULL;
CREATE TABLE happening_members (
  document INTEGER NOT NULL,
  event TEXT COLLATE "C" NOT NULL,
  happening TEXT COLLATE "C",
  found TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (document, event),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(happening) REFERENCES happenings (id) ON DELETE SET NULL
);
CREATE INDEX happening_members_found ON happening_members (found);
CREATE INDEX happening_members_happening ON happening_members (happening, document);
CREATE TABLE mentions (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  mention INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (document, n, mention),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE TABLE overruled_actors (
  actor INTEGER NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (actor, document),
  FOREIGN KEY(actor) REFERENCES actors (key),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE INDEX overruled_actors_document ON overruled_actors (document);
CREATE TABLE participants (
  document INTEGER NOT NULL,
  event INTEGER NOT NULL,
  n INTEGER NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  actor INTEGER NOT NULL,
  start INTEGER,
  stop INTEGER,
  code TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C",
  PRIMARY KEY (document, event, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(actor) REFERENCES actors (key)
);
CREATE INDEX participants_actor ON participants (actor, day, document, event, role, code);
CREATE TABLE positions (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  holder INTEGER NOT NULL,
  stance TEXT COLLATE "C" NOT NULL,
  issue TEXT COLLATE "C" NOT NULL,
  issue_folded TEXT COLLATE "C" NOT NULL,
  issue_start INTEGER NOT NULL,
  issue_stop INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  statement INTEGER,
  time TEXT COLLATE "C",
  since TEXT COLLATE "C",
  until TEXT COLLATE "C",
  judged TEXT COLLATE "C",
  day TEXT COLLATE "C",
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(holder) REFERENCES actors (key)
);
CREATE INDEX positions_day ON positions (day, document, n);
CREATE INDEX positions_holder ON positions (holder, day, document, n);
CREATE INDEX positions_issue ON positions (issue_folded, day);
CREATE TABLE problems (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE TABLE records (
  document INTEGER NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  record BYTEA NOT NULL,
  PRIMARY KEY (document),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE TABLE rejections (
  run INTEGER NOT NULL,
  n INTEGER NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (run, n),
  FOREIGN KEY(run) REFERENCES runs (key) ON DELETE CASCADE
);
CREATE TABLE relations (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  subject INTEGER NOT NULL,
  predicate TEXT COLLATE "C" NOT NULL,
  object INTEGER NOT NULL,
  title TEXT COLLATE "C",
  hedged BOOLEAN NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  time TEXT COLLATE "C",
  since TEXT COLLATE "C",
  until TEXT COLLATE "C",
  judged TEXT COLLATE "C",
  day TEXT COLLATE "C",
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(subject) REFERENCES actors (key),
  FOREIGN KEY(object) REFERENCES actors (key)
);
CREATE INDEX relations_object ON relations (object, predicate, day);
CREATE INDEX relations_subject ON relations (subject, predicate, day);
CREATE TABLE sketches (
  document INTEGER NOT NULL,
  sketch BYTEA,
  PRIMARY KEY (document),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE TABLE statement_actors (
  document INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  published TEXT COLLATE "C",
  PRIMARY KEY (document, statement, actor),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(actor) REFERENCES actors (key)
);
CREATE INDEX statement_actors_actor ON statement_actors (actor, published, document, statement);
CREATE TABLE statement_spans (
  document INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (document, statement, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE
);
CREATE TABLE statements (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  speaker INTEGER,
  act TEXT COLLATE "C" NOT NULL,
  form TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C",
  channel_name TEXT COLLATE "C",
  addressee INTEGER,
  negated BOOLEAN NOT NULL,
  within INTEGER,
  cue_start INTEGER,
  cue_stop INTEGER,
  content TEXT COLLATE "C" NOT NULL,
  judged TEXT COLLATE "C",
  published TEXT COLLATE "C",
  PRIMARY KEY (document, n),
  FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
  FOREIGN KEY(speaker) REFERENCES actors (key),
  FOREIGN KEY(addressee) REFERENCES actors (key)
);
CREATE INDEX statements_addressee ON statements (addressee, published, document, n) WHERE addressee IS NOT NULL;
CREATE INDEX statements_published ON statements (published, document, n);
CREATE INDEX statements_speaker ON statements (speaker, published, document, n);
CREATE TABLE document_search (
  document INTEGER NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (document)
);
CREATE INDEX document_search_words ON document_search USING gin (words);
CREATE TABLE position_search (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (document, n)
);
CREATE INDEX position_search_words ON position_search USING gin (words);
CREATE TABLE statement_search (
  document INTEGER NOT NULL,
  n INTEGER NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (document, n)
);
CREATE INDEX statement_search_words ON statement_search USING gin (words);
