"""Asks for a task as any program of Celery's does, and says what came of it: one line of JSON in, lines of JSON out."""

import json
import sys

from celery import Celery
from celery.exceptions import TimeoutError

order = json.loads(sys.argv[1])
app = Celery("ask", broker=order["url"], backend="rpc://")


def say(**told):
    print(json.dumps(told), flush=True)


if "revoke" in order:
    app.control.revoke(order["revoke"])
    sys.exit()

sent = app.send_task(order["task"], order.get("args", []), order.get("kwargs"), queue=order["queue"], **order.get("options", {}))
say(id=sent.id)
if order.get("options", {}).get("ignore_result"):
    sys.exit()
statuses = []
try:
    sent.get(timeout=order.get("timeout", 60), propagate=False, on_message=lambda meta: statuses.append(meta["status"]))
except TimeoutError:
    pass
value = sent.result
say(statuses=statuses, result=value if not isinstance(value, BaseException) else f"{type(value).__name__}: {value}")
