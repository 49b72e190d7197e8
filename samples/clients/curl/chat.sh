#!/bin/sh
# Streams a governed answer. Needs OPENAI_API_KEY and OPENAI_BASE_URL.
set -eu
curl --no-buffer --silent --show-error "$OPENAI_BASE_URL/chat/completions" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "gpt-4o-mini", "stream": true, "messages": [{"role": "user", "content": "Write to ada.lovelace@gmail.com"}]}'
