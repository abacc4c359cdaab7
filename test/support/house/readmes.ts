import { posix } from 'node:path'
import { importsOf, partOf } from './imports.ts'
import { isTest, isTypeScript, type SourceFile } from './source.ts'

// Written when the house runs or is built, so not in the tree.
const madeLater = /^(\.data|node_modules|dist|schema\/generated|gateway\/explorer\/dist|generated)(\/|$)|\/generated\//
const known = /\.(ts|tsx|sql|graphql|json|md|yml|html|css|csv)$/
// The names a pattern is explained with: `x.rules.ts`, `<verb>.ts`, `schema/events/<room>.ts`, `db/migrations/NNNN_….sql`.
const isPattern = (text: string) => /[<>*{}…$()|]|\bNNNN|(^|\/)(x|verb|do-thing)\.|^\.[a-z.]+\.ts$/.test(text)

/** What a README names in backticks and means as a path: something with a folder in it, or a file name. */
function pathsIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/`([^`\n]+)`/g)]
    .map(([, quoted = '']) => quoted.replace(/[:#]\d*$/, ''))
    .filter((quoted) => /^[\w@.-][\w@./-]*$/.test(quoted) && !isPattern(quoted) && !quoted.startsWith('@'))
    .filter((quoted) => known.test(quoted) || /^(\.\.?|subgraphs|gateway|schema|test|bench|src|db|_kit|\.ci)\/./.test(quoted))
}

/**
 * Paths in READMEs that lead nowhere. A path counts from the root, from the README's folder, or from its `src`; outside the rooms'
 * pages also from any room, for what every room has; a bare name from anywhere.
 */
export function readmePathFaults(tree: readonly SourceFile[], exists: (path: string) => boolean): string[] {
  const isInTree = (named: string) => tree.some(({ path }) => path.endsWith(`/${named}`) || path.includes(`/${named.replace(/\/$/, '')}/`))
  return tree
    .filter(({ path }) => path.endsWith('README.md'))
    .flatMap(({ path, text }) => {
      const here = posix.dirname(path)
      const isRoom = /^subgraphs\/[a-z]/.test(path)
      const leads = (named: string) =>
        ['', 'subgraphs', here, `${here}/src`].some((from) => exists(posix.join(from, named))) ||
        ((!isRoom || !named.includes('/')) && isInTree(named)) ||
        madeLater.test(named)
      return pathsIn(text)
        .filter((named) => !leads(named))
        .map((named) => `${path} names ${named}, which is not there.`)
    })
}

/** Commands in READMEs that package.json does not have. */
export function readmeCommandFaults(tree: readonly SourceFile[]): string[] {
  const manifest = tree.find(({ path }) => path === 'package.json')?.text ?? '{}'
  const { scripts = {} } = JSON.parse(manifest) as { scripts?: Record<string, string> }
  return tree
    .filter(({ path }) => path.endsWith('README.md'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\bnpm run (?:--silent |-s )?([a-z][\w:-]*)/g)]
        .filter(([, name = '']) => !(name in scripts))
        .map(([, name]) => `${path} says "npm run ${name}", which package.json does not have.`)
    )
}

/** Rooms, and the other parts of the house, without a page that explains them. */
export function missingReadmeFaults(tree: readonly SourceFile[], rooms: readonly string[]): string[] {
  const paths = new Set(tree.map(({ path }) => path))
  const wanted = [...rooms.map((room) => `subgraphs/${room}/README.md`), 'subgraphs/_kit/README.md', 'gateway/README.md', 'schema/README.md', 'README.md']
  return wanted.filter((path) => !paths.has(path)).map((path) => `${path} is missing.`)
}

const kitReadme = 'subgraphs/_kit/README.md'

/** The parts of the house that use each file of the kit, other files of the kit aside; the kit itself where nobody else does. */
export function usersOfKit(tree: readonly SourceFile[], rooms: readonly string[]): Map<string, string> {
  const users = new Map<string, Set<string>>()
  for (const file of tree.filter((one) => isTypeScript(one) && !isTest(one))) {
    for (const { to } of importsOf(file)) if (partOf(to) === 'kit') users.set(to, (users.get(to) ?? new Set()).add(partOf(file.path)))
  }
  const files = tree.filter((file) => /^subgraphs\/_kit\/src\/[\w.-]+\.ts$/.test(file.path) && !isTest(file))
  return new Map(files.map(({ path }) => [posix.basename(path), nameUsers(users.get(path) ?? new Set(), rooms)]))
}

function nameUsers(users: Set<string>, rooms: readonly string[]): string {
  const others = ['gateway'].filter((part) => users.has(part))
  const using = rooms.filter((room) => users.has(room))
  if (using.length === rooms.length) return ['every room', ...others].join(', ')
  return [...using, ...others].join(', ') || 'the kit'
}

/** The kit is a closed list: a row for each of its files, which says who uses it, and no row for anything else. */
export function kitReadmeFaults(tree: readonly SourceFile[], rooms: readonly string[]): string[] {
  const text = tree.find(({ path }) => path === kitReadme)?.text ?? ''
  const rows = new Map([...text.matchAll(/^\| `([\w.-]+\.ts)` +\| [^|]+ \| ([^|]*?) +\|$/gm)].map(([, file = '', users = '']) => [file, users]))
  const used = usersOfKit(tree, rooms)
  const faults = [...used]
    .filter(([file, users]) => rows.get(file) !== users)
    .map(([file, users]) => `${kitReadme}: the row of \`${file}\` must say it is used by: ${users}`)
  return [...faults, ...[...rows.keys()].filter((file) => !used.has(file)).map((file) => `${kitReadme} has a row for \`${file}\`, which is not in the kit.`)]
}
