"""What the tests' workers of Celery run: the payload says what is to happen."""

import ctypes
import os
import signal
import time

from celery import Celery
from celery.signals import worker_process_init

app = Celery("tasks", broker=os.environ["CELERY_BROKER_URL"], backend="rpc://")
app.conf.update(
    accept_content=["json"],
    broker_connection_max_retries=None,
    result_persistent=True,
    task_acks_late=True,
    worker_hijack_root_logger=False,
    worker_prefetch_multiplier=1,
)


@worker_process_init.connect
def die_with_the_worker(**_):
    # PR_SET_PDEATHSIG: a worker that is killed leaves no task behind that goes on.
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


@app.task(name="specstar.train", bind=True)
def train(self, payload):
    if payload["do"] == "sleep":
        time.sleep(payload["seconds"])
    if payload["do"] == "fail":
        raise ValueError(payload["message"])
    if payload["do"] == "fail first" and self.request.retries == 0:
        raise ValueError("not yet")
    if payload["do"] == "retry" and self.request.retries < 2:
        raise self.retry(exc=ValueError("again"), countdown=0.1, max_retries=5)
    if payload["do"] == "tell limits":
        return self.request.timelimit
    return {"did": payload["do"], "retries": self.request.retries}
