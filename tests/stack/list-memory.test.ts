import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listMemory } from './list-memory.ts';

describe.runIf(process.platform === 'linux')('listMemory', () => {
  it('names a process and all below it with what they hold', async () => {
    const child = spawn('/bin/sh', ['-c', `"${process.execPath}" -e "setInterval(() => {}, 1000)" && true`], {
      detached: true,
    });
    onTestFinished(() => void process.kill(-(child.pid ?? 0), 'SIGKILL'));
    await vi.waitFor(() => {
      const [shell, program] = listMemory(child.pid ?? 0);
      expect([shell?.name, program?.name]).toEqual(['sh', 'node']);
      expect(program?.residentMegabytes).toBeGreaterThan(20);
    }, 5000);
  });
});
