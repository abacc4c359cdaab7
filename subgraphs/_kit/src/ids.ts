import { v5 } from 'uuid'

/** The namespace of identity records: all rooms and importers make the same id of the same source row, without asking each other. */
const records = 'b6a4f0f2-6c0e-5d0e-9d5e-2f7a1f0f7c11'

/** The id of the identity record that a source system knows by a key. */
export function recordIdOf(sourceSystem: string, sourceKey: string): string {
  return v5(`${sourceSystem.trim().toLowerCase()}\n${sourceKey.trim()}`, records)
}

/** A stable id for something a source system knows by a key, within one kind of thing: `sourceIdOf('episode', system, key)`. */
export function sourceIdOf(kind: string, sourceSystem: string, sourceKey: string): string {
  return v5(`${kind}\n${sourceSystem.trim().toLowerCase()}\n${sourceKey.trim()}`, records)
}
