import { importsOf, partOf, type Import } from './imports.ts'
import { isTest, isTypeScript, type SourceFile } from './source.ts'

const endings = ['rules', 'store', 'loader', 'resolvers', 'projection', 'import', 'evidence'] as const

/** What the name of a room's file says it is. A file of a concept's folder without an ending is a verb. */
export function roleOf(path: string): string {
  const [, inside = ''] = path.match(/^subgraphs\/[a-z][\w-]*\/(.+)$/) ?? []
  const [, ending] = inside.match(/\.([a-z]+)\.tsx?$/) ?? []
  if (inside.startsWith('db/')) return 'db'
  if (endings.some((known) => known === ending)) return String(ending)
  if (/^src\/(main|subgraph|context|change)\.ts$/.test(inside)) return inside.slice(4, -3)
  return /^src\/[\w-]+\/[\w-]+\.ts$/.test(inside) ? 'verb' : 'other'
}

const isDrizzle = ({ to }: Import) => to.startsWith('drizzle-orm')
const isGraphql = ({ to }: Import) => to === 'graphql' || to.startsWith('graphql/')
const is =
  (role: string) =>
  ({ to, isInside }: Import) =>
    isInside && roleOf(to) === role

// A rule that decides (`whyNot…`, `may…`, `must…`) is a verb's to ask; one that only derives (`stateOf`) fills a field, so a resolver may ask it.
const isDecision = (rule: Import) => is('rules')(rule) && rule.names.some((name) => /^(whyNot|may|must|\*)/.test(name))

// Pure functions of the kit, shapes, and recurrence rules: no clock and no database in them.
const pure = /^subgraphs\/_kit\/src\/(clock|ids|remember|[\w-]+\.rules)\.ts$|^(zod|rrule)$/
const isImpure = (value: Import) => !is('rules')(value) && !pure.test(value.to) && !value.to.startsWith('schema/')

type Licence = { mayNever: [string, (value: Import) => boolean][] }

/** The ending of a file name is its licence: what it may never import values from. */
const licences: Record<string, Licence> = {
  rules: { mayNever: [['anything but other rules and pure functions of the kit', isImpure]] },
  store: {
    mayNever: [
      ['rules', is('rules')],
      ['resolvers', is('resolvers')],
      ['verbs', is('verb')],
      ['graphql', isGraphql]
    ]
  },
  loader: {
    mayNever: [
      ['drizzle', isDrizzle],
      ['tables', is('db')],
      ['resolvers', is('resolvers')]
    ]
  },
  verb: {
    mayNever: [
      ['drizzle', isDrizzle],
      ['graphql', isGraphql],
      ['tables', is('db')],
      ['resolvers', is('resolvers')]
    ]
  },
  projection: {
    mayNever: [
      ['drizzle', isDrizzle],
      ['graphql', isGraphql],
      ['tables', is('db')],
      ['resolvers', is('resolvers')]
    ]
  },
  import: {
    mayNever: [
      ['drizzle', isDrizzle],
      ['graphql', isGraphql],
      ['tables', is('db')],
      ['resolvers', is('resolvers')]
    ]
  },
  resolvers: {
    mayNever: [
      ['drizzle', isDrizzle],
      ['tables', is('db')],
      ['stores', is('store')],
      ['rules that decide', isDecision]
    ]
  },
  main: { mayNever: [['anything but the door and the kit', ({ to }) => !/^subgraphs\/(_kit\/src\/|[\w-]+\/src\/subgraph\.ts$)/.test(to)]] },
  context: { mayNever: [['values', () => true]] }
}

/** Imports of values that a file's ending does not license. Types may come from anywhere; tests are free. */
export function endingFaults(tree: readonly SourceFile[]): string[] {
  return tree
    .filter((file) => isTypeScript(file) && !isTest(file) && file.path.startsWith('subgraphs/') && partOf(file.path) !== 'kit')
    .flatMap((file) => {
      const role = roleOf(file.path)
      const values = importsOf(file).filter(({ isTypeOnly }) => !isTypeOnly)
      return (licences[role]?.mayNever ?? []).flatMap(([what, isForbidden]) =>
        values.filter(isForbidden).map(({ to }) => `${file.path} imports ${to}: a ${role} file may never import ${what}.`)
      )
    })
}
