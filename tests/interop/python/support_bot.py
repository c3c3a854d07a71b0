"""One conversation of a bot that uses OpenTelemetry's Python SDK and nothing of Botscope."""

import json
import logging
import os
import sys
import time
import uuid
from contextlib import contextmanager

from opentelemetry import context
from opentelemetry._logs import SeverityNumber
from opentelemetry.instrumentation.logging.handler import LoggingHandler
from opentelemetry.sdk._logs import LoggerProvider, LogRecordProcessor
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode

if os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc":
    from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
else:
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

PLACE = context.create_key("place")


@contextmanager
def within(attributes):
    """Every record and span made inside has these attributes. They do not leave this process, as baggage would."""
    token = context.attach(context.set_value(PLACE, {**place(), **attributes}))
    try:
        yield
    finally:
        context.detach(token)


def place():
    return context.get_value(PLACE) or {}


class AddPlace(LogRecordProcessor):
    """Gives every record its place: with it, plain logging calls belong to their conversation, turn and step."""

    def on_emit(self, log_record):
        record = log_record.log_record
        record.attributes = {**place(), **(record.attributes or {})}

    def shutdown(self):
        pass

    def force_flush(self, timeout_millis=30000):
        return True


def start_logs():
    provider = LoggerProvider(resource=resource)
    provider.add_log_record_processor(AddPlace())
    provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    return provider


resource = Resource.create()  # what OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say
logs = start_logs()
audit_logs = start_logs()  # audit records travel in requests of their own
spans = TracerProvider(resource=resource)
spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = spans.get_tracer("support-bot")
logging.getLogger().setLevel(logging.INFO)
logging.getLogger().addHandler(LoggingHandler(logger_provider=logs))


def emit(event, kind, body, attributes=None, failed=False, provider=logs):
    """A record: its kind decides where it is stored and who may read it, its body is JSON that can be read alone."""
    provider.get_logger("support-bot").emit(
        timestamp=time.time_ns(),
        event_name=event,
        severity_number=SeverityNumber.ERROR if failed else SeverityNumber.INFO,
        severity_text="ERROR" if failed else "INFO",
        body=json.dumps(body),
        attributes={"bot.record.kind": kind, **(attributes or {})},
    )


@contextmanager
def span(name, kind=SpanKind.INTERNAL, attributes=None):
    with tracer.start_as_current_span(name, kind=kind, attributes={**place(), **(attributes or {})}) as current:
        yield current


def millis_since(start):
    return round((time.monotonic() - start) * 1000)


def greet():
    start = time.monotonic()
    step = {"bot.step.id": "n1", "bot.step.name": "Greet", "bot.step.type": "message", "bot.step.index": 1}
    with within(step), span("step message Greet", attributes={"bot.operation": "step"}):
        emit("bot.step.completed", "step", {"input": {}, "output": "Which order?"}, {"bot.duration_ms": millis_since(start)})


def look_up_order(order):
    start = time.monotonic()
    step = {"bot.step.id": "n2", "bot.step.name": "Look up order", "bot.step.type": "api", "bot.step.index": 2}
    url = f"https://shop.example/orders/{order}?token=hidden"
    with within(step), span("step api Look up order", attributes={"bot.operation": "step"}) as current:
        call = {"http.request.method": "GET", "server.address": "shop.example", "http.response.status_code": 503}
        with span("GET /orders/{id}", SpanKind.CLIENT, {**call, "url.full": url}) as client:
            client.set_status(StatusCode.ERROR)
        call_uid = str(uuid.uuid4())
        seen = {**call, "log.record.uid": call_uid, "url.full": url, "bot.api.request_type": "GET", "error.type": "503"}
        detail = {"request": {"method": "GET", "url": url}, "response": {"status": 503, "body": "try later"}}
        emit("bot.api.call", "api", detail, {**seen, "bot.duration_ms": millis_since(start)}, failed=True)
        try:
            raise TimeoutError("the shop did not answer")
        except TimeoutError:
            logging.exception("order %s could not be read", order)
        error = {"type": "TimeoutError", "message": "the shop did not answer"}
        # The step lists its calls, so that its page can show them to people who may not read API logs.
        calls = [{"uid": call_uid, "method": "GET", "host": "shop.example", "status": 503, "durationMs": millis_since(start)}]
        variables = {"delta": [{"name": "order", "after": order}]}
        body = {"input": {"order": order}, "error": error, "variables": variables, "calls": calls}
        lasted = {"bot.duration_ms": millis_since(start), "error.type": "TimeoutError"}
        emit("bot.step.completed", "step", body, lasted, failed=True)
        current.set_status(StatusCode.ERROR, error["message"])


def turn(question, answer):
    start = time.monotonic()
    with within({"bot.turn.id": f"{uid}-1", "bot.turn.index": 1}):
        with span("turn", SpanKind.SERVER, {"bot.operation": "turn"}) as current:
            emit("bot.message.received", "conversation", {"text": question})
            greet()
            logging.info("looking for order %s", 8812)
            look_up_order(8812)
            emit("bot.message.sent", "conversation", {"text": answer})
            counts = {"bot.turn.step_count": 2, "bot.turn.api_call_count": 1, "bot.turn.api_error_count": 1}
            body = {"input": question, "output": answer}
            emit("bot.turn.completed", "step", body, {**counts, "bot.duration_ms": millis_since(start)}, failed=True)
            current.set_status(StatusCode.ERROR)
            return current.get_span_context().trace_id


uid = sys.argv[1]
with within({"bot.id": "42", "bot.name": "Support", "gen_ai.conversation.id": uid, "bot.channel": "web"}):
    emit("bot.conversation.started", "conversation", {})
    trace_id = turn("Where is my order 8812?", "I cannot see it right now.")
card = {"bot.audit.entity.type": "card", "bot.audit.entity.id": "41", "bot.audit.entity.name": "Welcome"}
who = {"bot.audit.actor.type": "user", "user.id": "7", "user.name": "Ada"}
change = {"before": {"text": "Hello"}, "after": {"text": f"Hello from {uid}"}}
audit = {**card, **who, "bot.id": "42", "bot.audit.id": str(time.time_ns()), "bot.audit.action": "UPDATED"}
emit("bot.audit.change", "audit", change, audit, provider=audit_logs)
for provider in (logs, audit_logs, spans):
    provider.shutdown()
print(f"{trace_id:032x}")
