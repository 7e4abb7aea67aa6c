"""The API on a report that wishes its reader ill, and the network as a file; `api/` has the rest."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.server.make import TEXT


def test_annotations_quote_the_text(client: TestClient, evil: TestClient) -> None:
    for server, document in ((client, "doc-meeting"), (evil, "doc-evil")):
        text = server.get(f"/api/v1/documents/{document}").json()["document"]["text"]
        page = server.get(f"/api/v1/documents/{document}/annotations").json()
        assert page["type"] == "AnnotationPage" and page["items"]
        for item in page["items"]:
            for target in item["target"]:
                quote, place = target["selector"]
                assert text[place["start"] : place["end"]] == quote["exact"]
    assert "😀" in TEXT


def test_the_network_can_be_taken_to_gephi(client: TestClient) -> None:
    answer = client.get("/contacts.gexf")
    assert answer.text.startswith("<?xml") and "Ilya Voss" in answer.text
