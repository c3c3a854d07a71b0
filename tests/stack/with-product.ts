import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Product, ProductOptions } from '../product/start-product.ts';

/** Runs a product in a new directory for as long as something takes; neither is left behind, whatever fails. */
export async function withProduct<Result>(
  start: (options: ProductOptions) => Promise<Product>,
  use: (product: Product) => Promise<Result>,
): Promise<Result> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-stack-'));
  try {
    const product = await start({ dataDirectory });
    try {
      return await use(product);
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}
