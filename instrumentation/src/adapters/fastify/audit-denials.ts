import { recordDenial, type DenialOptions } from '../../web/record-denial.ts';
import { toPlugin } from './to-plugin.ts';

/** Records responses of status 403 as violations of access control. */
export const auditDenials = toPlugin<DenialOptions>((fastify, options) => {
  fastify.addHook('onResponse', (request, reply, done) => {
    recordDenial(options, request, reply.statusCode);
    done();
  });
});
