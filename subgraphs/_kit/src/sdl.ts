import { readFileSync } from 'node:fs'
import { parse, type DocumentNode } from 'graphql'

const shared = ['directives.graphql', 'scalars.graphql', 'shared-types.graphql'].map((file) => new URL(`../../../schema/${file}`, import.meta.url))

/** A room's SDL with the shared scalars, directives and types in front, as composition and the room itself read it. */
export function readSdl(...files: URL[]): DocumentNode {
  // Where each word of it stood is a tenth of all that a process keeps, and what has to be gone through whenever it tidies its memory.
  return parse([...shared, ...files].map((file) => readFileSync(file, 'utf8')).join('\n'), { noLocation: true })
}
