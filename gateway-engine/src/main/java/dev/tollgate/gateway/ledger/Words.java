package dev.tollgate.gateway.ledger;

/// Numbers for texts that come again and again, so that a stored row carries each of them in two bytes.
interface Words {
    /// Knows nothing: what is written with it can be read alone.
    Words NONE = new Words() {
        @Override
        public int idOf(String text) {
            return -1;
        }

        @Override
        public String textOf(int id) {
            throw new IllegalArgumentException("word " + id + " in a record that stands alone");
        }
    };

    /// The number, or -1 where the text has none.
    int idOf(String text);

    String textOf(int id);

    /// The constant of that name.
    default <E extends Enum<E>> E constantOf(int id, Class<E> type) {
        return Enum.valueOf(type, textOf(id));
    }
}
