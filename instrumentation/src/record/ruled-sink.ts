import type { FieldRules } from '../redaction/field-rules.ts';
import { AttributeList, type PlainAttribute } from './attribute-list.ts';
import type { BotRecord } from './bot-record.ts';
import type { RecordSink } from './record-sink.ts';

/** A sink that gets records after an application's rules for their parts; of audit records the attributes, whose states were ruled before. */
export function createRuledSink(sink: RecordSink, rules: FieldRules): RecordSink {
  return {
    ...sink,
    isRecording: () => sink.isRecording(),
    emit: (record) =>
      sink.emit({
        ...applyToAttributes(record, rules),
        body: [rules.applyToText(record.shape.event, record.body.join(''))],
      }),
    append: (record) => sink.append(applyToAttributes(record, rules)),
  };
}

function applyToAttributes(record: BotRecord, rules: FieldRules): BotRecord {
  const { keys, values } = record.attributes;
  const attributes = new AttributeList();
  keys.forEach((key, i) => {
    attributes.add(key, rules.applyToAttribute(record.shape.event, key, values[i]) as PlainAttribute | undefined);
  });
  return { ...record, attributes };
}
