import { hash } from 'node:crypto'
import { parse } from 'uuid'

/** The namespace of identity records: all rooms and importers make the same id of the same source row, without asking each other. */
const records = parse('b6a4f0f2-6c0e-5d0e-9d5e-2f7a1f0f7c11')

// What is hashed: the namespace, and behind it the name of the moment.
const hashed = Buffer.alloc(4_096)
hashed.set(records)

/** Ids come from callers: what is no UUID is nobody's id. */
export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
}

/** The id of the identity record that a source system knows by a key. */
export function recordIdOf(sourceSystem: string, sourceKey: string): string {
  return toId(`${sourceSystem.trim().toLowerCase()}\n${sourceKey.trim()}`)
}

/** A stable id for something a source system knows by a key, within one kind of thing: `sourceIdOf('episode', system, key)`. */
export function sourceIdOf(kind: string, sourceSystem: string, sourceKey: string): string {
  return toId(`${kind}\n${sourceSystem.trim().toLowerCase()}\n${sourceKey.trim()}`)
}

/** A UUIDv5 (RFC 9562 §5.5), as the library makes it but in a third of the time: importers make several a row. */
function toId(name: string): string {
  const end = records.length + hashed.write(name, records.length)
  // A name that does not fit, which none of a source does, is not cut.
  const digest = hash('sha1', end > hashed.length - 4 ? Buffer.concat([records, Buffer.from(name)]) : hashed.subarray(0, end))
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}
