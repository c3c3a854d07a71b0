import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize';

/** Rows are looked at as plain data. */
export type AnyRow = Model & Record<string, unknown> & { setTags(tags: readonly Model[]): Promise<void> };

/** Models with a key, a soft-deleted one with relations, and one without a key. */
export function defineTestModels(db: Sequelize): Record<'Flow' | 'Card' | 'Tag' | 'Note', ModelStatic<AnyRow>> {
  const Flow = db.define<AnyRow>(
    'Flow',
    { name: { type: DataTypes.STRING, unique: true }, hits: { type: DataTypes.INTEGER, defaultValue: 0 } },
    { tableName: 'flow', timestamps: false },
  );
  const Card = db.define<AnyRow>(
    'Card',
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      name: DataTypes.STRING,
      label: { type: DataTypes.STRING, field: 'card_label' },
      settings: DataTypes.JSONB,
      picture: DataTypes.BLOB,
      at: DataTypes.DATE,
      pin: DataTypes.STRING,
    },
    { tableName: 'card', paranoid: true, updatedAt: false, createdAt: false },
  );
  const Tag = db.define<AnyRow>('Tag', { label: DataTypes.STRING }, { tableName: 'tag', timestamps: false });
  const Note = db.define<AnyRow>('Note', { text: DataTypes.STRING }, { tableName: 'note', timestamps: false });
  Note.removeAttribute('id');
  Card.belongsTo(Flow, { foreignKey: 'flowId', constraints: false });
  Card.belongsToMany(Tag, { through: 'card_tag', timestamps: false, as: 'tags', constraints: false });
  return { Flow, Card, Tag, Note };
}
