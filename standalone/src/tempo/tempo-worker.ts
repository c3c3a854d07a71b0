import { serveJobs } from '../loki/worker/serve-jobs.ts';
import type { SpanReader } from '../store/span-reader.ts';
import { answerTempoRequest } from './answer/answer-tempo-request.ts';
import type { TempoRequest } from './answer/tempo-request.ts';

await serveJobs<SpanReader, TempoRequest>(answerTempoRequest);
