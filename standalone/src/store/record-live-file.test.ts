import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RecordLiveFile } from './record-live-file.ts';
import { SqliteRecordFile } from './sqlite-record-file.ts';
import { createTestDirectory, toNewRecord } from './test-records.ts';

describe('RecordLiveFile', () => {
  function openFiles() {
    const path = join(createTestDirectory(), 'file.db');
    const live = new RecordLiveFile(path);
    const read = () => {
      const file = new SqliteRecordFile(path);
      const scan = { startUnixNano: 0n, endUnixNano: 2n ** 62n, direction: 'forward', hints: {} } as const;
      const lines = [...file.scan(scan)].map(({ record }) => `${record.line} ${record.labels['bot_id'] ?? ''}`);
      const counted = file.volume(0n, 2n ** 62n).reduce((sum, volume) => sum + volume.records, 0);
      file.close();
      return { lines, counted };
    };
    const write = (body: string, id: bigint, bot: string) => {
      live.begin();
      live.append(toNewRecord({ body, timestampUnixNano: id, attributes: { 'bot.id': bot } }), id);
    };
    return { live, read, write };
  }

  it('shows nothing of a transaction that was taken back, and goes on', () => {
    const { live, read, write } = openFiles();
    write('gone', 1n, 'x');
    live.rollback();
    write('kept', 1n, 'y');
    live.commit();
    expect(read()).toEqual({ lines: ['kept y'], counted: 1 });
    live.close();
  });

  it('begins anew when a transaction was left open', () => {
    const { live, read, write } = openFiles();
    write('gone', 1n, 'x');
    write('kept', 1n, 'x');
    live.commit();
    expect(read()).toEqual({ lines: ['kept x'], counted: 1 });
    live.close();
  });

  it('undoes the last commit, counts included', () => {
    const { live, read, write } = openFiles();
    write('kept', 1n, 'x');
    live.commit();
    write('undone', 2n, 'x');
    live.commit();
    live.undo(2n);
    expect(read()).toEqual({ lines: ['kept x'], counted: 1 });
    live.close();
  });
});
