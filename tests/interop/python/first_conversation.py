import json
import logging
import time
import uuid

from opentelemetry._logs import SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.instrumentation.logging.handler import LoggingHandler
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import Resource

provider = LoggerProvider(resource=Resource.create())
provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
records = provider.get_logger("my-bot")

# Where everything below belongs: bot, conversation, turn.
place = {
    "bot.id": "42",
    "bot.name": "Support",
    "gen_ai.conversation.id": str(uuid.uuid4()),
    "bot.turn.id": str(uuid.uuid4()),
    "bot.turn.index": 1,
}


def record(event, kind, body, failed=False, **step):
    """The kind decides where a record is stored and who may read it; the body is JSON."""
    records.emit(
        timestamp=time.time_ns(),
        event_name=event,
        severity_number=SeverityNumber.ERROR if failed else SeverityNumber.INFO,
        severity_text="ERROR" if failed else "INFO",
        body=json.dumps(body),
        attributes={"bot.record.kind": kind, **place, **{f"bot.step.{name}": value for name, value in step.items()}},
    )


record("bot.message.received", "conversation", {"text": "Where is my order?"})
record("bot.step.completed", "step", {"input": {"order": 8812}, "output": "unknown"}, index=1, name="Look up", type="api")
record("bot.message.sent", "conversation", {"text": "I cannot find it."})
record("bot.turn.completed", "step", {"input": "Where is my order?", "output": "I cannot find it."})

# A plain log line belongs to the conversation when it carries the place.
log = logging.getLogger("shop")
log.addHandler(LoggingHandler(logger_provider=provider))
log.error("order 8812 is not in the shop", extra=place)

provider.shutdown()
print(place["gen_ai.conversation.id"])
