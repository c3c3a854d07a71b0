import { fileURLToPath } from 'node:url';
import { startProduct, type Product, type ProductOptions } from '../product/start-product.ts';
import { STACK_ADDRESSES } from './addresses.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));
const freePorts = Object.fromEntries(Object.values(STACK_ADDRESSES).map(({ portVariable }) => [portVariable, '0']));

/**
 * Starts the stack in processes of its own, on free ports and unless told otherwise in a new directory.
 * @throws Error with its output when it ends before it serves.
 */
export function startStack(options: ProductOptions = {}): Promise<Product> {
  return startProduct({ ...options, program, environment: { ...freePorts, ...options.environment } });
}
