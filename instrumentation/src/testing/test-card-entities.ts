import { EntitySchema } from 'typeorm';

export interface Flow {
  cards?: { id: string }[];
  id?: number;
  name: string;
  secret?: string;
  note?: string;
}
export interface Tag {
  id?: number;
  label: string;
}
export interface Card {
  id?: string;
  name: string;
  hits?: number;
  size?: string;
  settings?: unknown;
  picture?: Buffer;
  at?: Date;
  pin?: string;
  flow?: Flow | null;
  tags?: Tag[];
  version?: number;
  deletedAt?: Date | null;
}

export const Flows = new EntitySchema<Flow>({
  name: 'Flow',
  tableName: 'flow',
  relations: { cards: { type: 'one-to-many', target: 'Card', inverseSide: 'flow' } },
  columns: {
    id: { type: Number, primary: true, generated: true },
    name: { type: String, unique: true },
    note: { type: String, nullable: true },
    secret: { type: String, nullable: true, select: false },
  },
});
export const Tags = new EntitySchema<Tag>({
  name: 'Tag',
  tableName: 'tag',
  columns: { id: { type: Number, primary: true, generated: true }, label: { type: String } },
});
export const Cards = new EntitySchema<Card>({
  name: 'Card',
  tableName: 'card',
  columns: {
    id: { type: 'bigint', primary: true, generated: true },
    name: { type: String },
    hits: { type: Number, default: 0 },
    size: { type: 'bigint', nullable: true },
    settings: { type: 'jsonb', nullable: true },
    picture: { type: 'bytea', nullable: true },
    at: { type: 'timestamptz', nullable: true },
    pin: { type: String, nullable: true, select: false },
    version: { type: Number, version: true },
    deletedAt: { type: 'timestamptz', deleteDate: true, nullable: true },
  },
  relations: {
    flow: { type: 'many-to-one', target: 'Flow', inverseSide: 'cards', nullable: true, joinColumn: { name: 'flowId' } },
    tags: { type: 'many-to-many', target: 'Tag', joinTable: { name: 'card_tag' } },
  },
});

/** All of them, for a data source. */
export const TEST_ENTITIES = [Flows, Tags, Cards];
