import type { RecordSink } from './record-sink.ts';

/** Counts what goes into a sink whose further way is not ours. */
export function countEmitted(sink: RecordSink): {
  readonly sink: RecordSink;
  readonly counts: { records: number; audit: number };
} {
  const counts = { records: 0, audit: 0 };
  return {
    counts,
    sink: {
      isRecording: () => sink.isRecording(),
      emit: (record) => {
        counts.records++;
        sink.emit(record);
      },
      append: async (record) => {
        const receipt = await sink.append(record);
        counts.audit++;
        return receipt;
      },
      ready: async () => sink.ready?.(),
    },
  };
}
