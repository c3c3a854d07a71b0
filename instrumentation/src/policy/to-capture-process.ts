import { ATTR_DEPLOYMENT_ENVIRONMENT_NAME, ATTR_SERVICE_INSTANCE_ID, ATTR_SERVICE_NAME } from '@botscope/conventions';
import type { CaptureProcess } from './capture-table.ts';

/** Where a process runs, for the capture policy, by the attributes of its resource. */
export function toCaptureProcess(resource: Readonly<Record<string, string>>): CaptureProcess {
  return {
    environment: resource[ATTR_DEPLOYMENT_ENVIRONMENT_NAME],
    service: resource[ATTR_SERVICE_NAME],
    server: resource[ATTR_SERVICE_INSTANCE_ID],
  };
}
