import { posix } from 'node:path'
import { commandsOf, isTest, isTypeScript, lineAt, parsed, visitNodes, type SourceFile } from './source.ts'

/** One import as the house sees it: out of which file, into which file or package, and whether only types cross. */
export type Import = { from: string; to: string; isInside: boolean; isTypeOnly: boolean; names: string[] }

const workspace = /^@throughcare\/([\w-]+)(?:\/(.+))?$/

/** The file a specifier means, or the specifier itself where it means a package from npm. */
function resolve(from: string, specifier: string): { to: string; isInside: boolean } {
  if (specifier.startsWith('.')) return { to: posix.join(posix.dirname(from), specifier), isInside: true }
  const [, name, rest] = specifier.match(workspace) ?? []
  if (!name) return { to: specifier, isInside: false }
  const to = {
    kit: `subgraphs/_kit/src/${rest}.ts`,
    gateway: `gateway/src/${rest}.ts`,
    schema: /\.\w+$/.test(rest ?? '') ? `schema/${rest}` : `schema/${rest}.ts`,
    test: `test/${rest}.ts`
  }[name]
  return { to: to ?? `subgraphs/${name}/src/${rest ?? 'subgraph'}.ts`, isInside: true }
}

export function importsOf(file: SourceFile): Import[] {
  const { staticImports, staticExports, dynamicImports } = parsed(file).module
  const still = staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    isTypeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    names: entries.filter(({ isType }) => !isType).map(({ importName }) => importName.name ?? '*')
  }))
  const passedOn = staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ specifier: moduleRequest.value, isTypeOnly: isType, names: ['*'] }] : []))
  )
  const late = dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, specifier] = file.text.slice(start, end).match(/^['"](.+)['"]$/) ?? []
    return specifier ? [{ specifier, isTypeOnly: false, names: ['*'] }] : []
  })
  return [...still, ...passedOn, ...late].map(({ specifier, ...rest }) => ({ from: file.path, ...resolve(file.path, specifier), ...rest }))
}

/** The part of the house a file stands in: a room by its name, or 'kit', 'schema', 'gateway', 'explorer', 'test', 'bench'. */
export function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  if (top === 'subgraphs') return second === '_kit' ? 'kit' : second
  return top === 'gateway' && second === 'explorer' ? 'explorer' : top
}

const parts = new Set(['kit', 'schema', 'gateway', 'explorer', 'test', 'bench'])
const isRoom = (part: string) => !parts.has(part)
const isDoor = (path: string) => path.endsWith('/src/subgraph.ts')

/** The only files outside a room that may open it: the one process, and what runs a room's importers or figures. */
export const openers = ['one-process', 'load-demo-data', 'import', 'importers', 'evidence'].map((name) => `gateway/src/${name}.ts`)

/** Rooms meet only through the graph: who may import whom, between the parts of the house. */
export function partFaults(tree: readonly SourceFile[]): string[] {
  return tree
    .filter((file) => isTypeScript(file) && !isTest(file))
    .flatMap(importsOf)
    .filter(({ from, to, isInside, isTypeOnly }) => isInside && !mayMeet({ from, to, isTypeOnly }))
    .map(({ from, to }) => `${from} imports ${to}: ${partOf(from)} may not enter ${partOf(to)} here.`)
}

function mayMeet({ from, to, isTypeOnly }: { from: string; to: string; isTypeOnly: boolean }): boolean {
  const [mine, theirs] = [partOf(from), partOf(to)]
  if (mine === theirs) return true
  if (mine === 'kit' || mine === 'schema') return false
  if (theirs === 'kit' || theirs === 'schema') return true
  if (mine === 'gateway') return isRoom(theirs) ? openers.includes(from) || (isTypeOnly && isDoor(to)) : theirs === 'explorer'
  if (mine === 'test') return theirs === 'gateway' || (isRoom(theirs) && isDoor(to))
  return mine === 'bench'
}

/** Files that stand at the edge are started, never imported; what codegen wrote gives types only; nothing is passed on. */
export function edgeFaults(tree: readonly SourceFile[]): string[] {
  const files = tree.filter(isTypeScript)
  const commands = new Set(commandsOf(tree))
  return files.flatMap(importsOf).flatMap(({ from, to, isTypeOnly }) => {
    if (to.endsWith('/main.ts') && !to.includes('/explorer/')) return [`${from} imports ${to}, which is only ever started.`]
    if (commands.has(to) && !isTypeOnly && !isTest({ path: from })) return [`${from} imports ${to}, a command of package.json.`]
    if (to.includes('/generated/') && to.endsWith('.ts') && !isTypeOnly) return [`${from} imports values from ${to}: only types come from there.`]
    return []
  })
}

/** No file passes another's exports on: a reader finds each thing where it is written. Jest wants one such file. */
export function barrelFaults(tree: readonly SourceFile[]): string[] {
  return tree
    .filter((file) => isTypeScript(file) && file.path !== 'test/support/tear-down.ts')
    .filter((file) => parsed(file).module.staticExports.some(({ entries }) => entries.some(({ moduleRequest }) => moduleRequest)))
    .map(({ path }) => `${path} passes on what another file exports.`)
}

/** The environment is read where a process starts, and nowhere else. */
export function environmentFaults(tree: readonly SourceFile[]): string[] {
  const commands = new Set(commandsOf(tree))
  const mayRead = ({ path }: SourceFile) =>
    /\/main\.ts$|\.evidence\.ts$/.test(path) || commands.has(path) || ['test', 'bench'].includes(partOf(path)) || isTest({ path })
  return tree
    .filter((file) => isTypeScript(file) && !mayRead(file))
    .flatMap((file) => {
      const faults: string[] = []
      visitNodes(file, (node, parent) => {
        if (node.type !== 'MemberExpression' || file.text.slice(node.start, node.end) !== 'process.env') return
        const isSetting = parent?.type === 'MemberExpression' && /^\s*=[^=]/.test(file.text.slice(parent.end))
        if (!isSetting) faults.push(`${file.path}:${lineAt(file.text, node.start)} reads process.env. Only main.ts and the commands of package.json do.`)
      })
      return faults
    })
}

/** Circles of files that import values from each other; each is told once. */
export function cycleFaults(tree: readonly SourceFile[]): string[] {
  const edges = new Map(
    tree.filter(isTypeScript).map((file) => [
      file.path,
      importsOf(file)
        .filter(({ isInside, isTypeOnly }) => isInside && !isTypeOnly)
        .map(({ to }) => to)
    ])
  )
  const done = new Set<string>()
  const faults: string[] = []
  const walk = (path: string, trail: string[]): void => {
    if (trail.includes(path)) faults.push(`A circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`)
    if (done.has(path) || trail.includes(path)) return
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) walk(path, [])
  return faults
}
