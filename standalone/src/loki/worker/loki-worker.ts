import type { RecordReader } from '../../store/record-reader.ts';
import { answerLokiRequest } from '../answer/answer-loki-request.ts';
import type { LokiRequest } from '../answer/loki-request.ts';
import { serveJobs } from './serve-jobs.ts';

await serveJobs<RecordReader, LokiRequest>(answerLokiRequest);
