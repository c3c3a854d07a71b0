import type { StoreReader } from '../../store/open-record-reader.ts';
import { serveJobs } from '../worker/serve-jobs.ts';
import { answerArrivals, type ArrivalsRequest } from './answer-arrivals.ts';

await serveJobs<StoreReader, ArrivalsRequest>(answerArrivals);
