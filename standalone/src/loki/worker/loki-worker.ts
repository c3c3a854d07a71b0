import type { LokiReader } from '../answer/answer-context.ts';
import { answerLokiRequest } from '../answer/answer-loki-request.ts';
import type { LokiRequest } from '../answer/loki-request.ts';
import { serveJobs } from './serve-jobs.ts';

await serveJobs<LokiReader, LokiRequest>(answerLokiRequest);
