"""Records as other frameworks write them: their names for the conversation, no kind, bodies and attributes of any type."""

import logging
import sys

from opentelemetry import baggage, context
from opentelemetry._logs import SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.instrumentation.logging.handler import LoggingHandler
from opentelemetry.processor.baggage import ALLOW_ALL_BAGGAGE_KEYS, BaggageLogProcessor
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import Resource

uid, start = sys.argv[1], int(sys.argv[2])
count = 0
provider = LoggerProvider(resource=Resource.create({"service.instance.id": "i-1", "service.version": "1.2", "team": "shop"}))
provider.add_log_record_processor(BaggageLogProcessor(ALLOW_ALL_BAGGAGE_KEYS))
provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
logger = provider.get_logger("other", "0.9")


def emit(attributes, body="said", severity=SeverityNumber.INFO, **fields):
    """Times are given, so that both engines are told the same."""
    global count
    count += 1
    times = {"timestamp": start + count, "observed_timestamp": start + count}
    logger.emit(**{**times, "severity_number": severity, "body": body, "attributes": {**attributes, "n": count}, **fields})


NAMES = [
    "gen_ai.conversation.id",
    "session.id",  # OpenInference, and many web SDKs
    "thread_id",
    "langfuse.session.id",
    "langfuse.trace.metadata.session_id",
    "session_id",
    "conversation.id",
]
for name in NAMES:
    emit({name: f"{uid}-{name}"})
for first, second in zip(NAMES, NAMES[1:]):
    emit({second: "loses", first: f"{uid}-{first}"})
emit({"session.id": "", "thread_id": f"{uid}-thread_id"})
emit({"thread_id": 42})
for severity in (SeverityNumber.DEBUG, SeverityNumber.WARN, SeverityNumber.WARN4, SeverityNumber.ERROR, SeverityNumber.FATAL):
    emit({}, severity=severity, severity_text=severity.name)
emit({}, severity=None)
emit({"bot.record.kind": ""}, event_name="app.started")
emit({"bot.record.kind": "invoice"}, event_name="app.invoice")
emit({"bot.record.kind": "alert", "bot.outcome": ""})
emit({"bot.event": "own"}, event_name="other")
emit({"exception.type": "KeyError", "exception.message": "'x'"}, severity=SeverityNumber.ERROR)
for body in ({"text": "a map", "n": 1}, ["a", 1, None], 7, 1.5, True, b"bytes", None, "", "two\nlines", '{"json": "text"}'):
    emit({}, body=body)
emit({"list": ["a", "b"], "float": 0.1, "whole": 3.0, "yes": True, "map": {"a": {"b": 1}}, "big": 2**62, "nothing": ""})
emit({"team": "hidden by the resource's", "scope_name": "hidden by the scope's", "service.name": "own"})
emit({"with space": "1", "ünï": "2", "9lives": "3", "a.b": "4", "text": "😀 \"quoted\" \\"})

log = logging.getLogger("shop.orders")
log.setLevel(logging.INFO)
log.addHandler(LoggingHandler(logger_provider=provider))
log.info("plain %s", "log", extra={"session.id": f"{uid}-session.id"})
context.attach(baggage.set_baggage("session.id", f"{uid}-baggage"))
try:
    raise ValueError("no such order")
except ValueError:
    log.exception("failed")
provider.shutdown()
print(count + 2)
