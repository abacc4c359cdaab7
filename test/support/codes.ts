import { readFileSync } from 'node:fs'
import { buildASTSchema, isEnumType, parse } from 'graphql'

/** All values of an enum, as the graph has them: one that is added is tested too. */
export function codesOf(name: string): string[] {
  const api = readFileSync(new URL('../../schema/generated/api.graphql', import.meta.url), 'utf8')
  const type = buildASTSchema(parse(api), { assumeValidSDL: true }).getType(name)
  if (!isEnumType(type)) throw new Error(`The graph has no enum ${name}.`)
  return type.getValues().map((value) => value.name)
}
