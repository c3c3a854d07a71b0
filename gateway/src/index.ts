/** The only door for people: who may read what. */
export { GATEWAY_VARIABLES, readGatewayConfig, type GatewayConfig } from './config.ts';
export { createGateway, type Gateway, type GatewayUrls } from './create-gateway.ts';
export { type GatewayOptions } from './gateway-options.ts';
export {
  GATEWAY_ERRORS,
  type GatewayErrorBody,
  type GatewayErrorCode,
  type GatewayErrorPart,
} from './gateway-error.ts';
