/** What measurements share with the tests: the whole product in processes of its own. */
export { startProduct, type Product, type ProductOptions, type ProductUrls } from './product/start-product.ts';
