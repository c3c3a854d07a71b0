import { startProduct } from '../product/start-product.ts';

/** Variable by which the running product reaches the tests: JSON of its addresses and data directory. */
export const PRODUCT_VARIABLE = 'BOTSCOPE_TEST_PRODUCT';

/** Starts the product once for all browser tests and stops it after them; one that is named already is used as it is. */
export default async function startForAll(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[PRODUCT_VARIABLE] !== undefined) return undefined;
  const product = await startProduct();
  const { urls, dataDirectory } = product;
  process.env[PRODUCT_VARIABLE] = JSON.stringify({ urls, dataDirectory });
  return () => product.stop();
}
