import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Node } from 'oxc-parser'

// A native module: through `require`, so that it is loaded once however many test files ask for it.
const { parseSync, visitorKeys } = createRequire(import.meta.url)('oxc-parser') as typeof import('oxc-parser')

/** A file of the tree, by its path from the root. The checks read nothing else, so a test can hand them a sabotaged one. */
export type SourceFile = { path: string; text: string }

export const root = fileURLToPath(new URL('../../../', import.meta.url))

const places = ['subgraphs', 'gateway', 'schema', 'test', 'bench', '.ci']
const passedOver = new Set(['node_modules', 'generated', 'dist', '.data', '.turbo', 'meta'])

/** Every file that people write, whatever its kind. */
export function readTree(): SourceFile[] {
  const atRoot = readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isFile() && /\.(md|json|yml)$/.test(entry.name) ? [entry.name] : []))
  const paths = [...atRoot.filter((name) => name !== 'package-lock.json'), ...places.flatMap((place) => walk(join(root, place)))]
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (passedOver.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    return /\.(ts|tsx|sql|graphql|md|json|yml|css|html)$/.test(entry.name) ? [relative(root, path)] : []
  })
}

export const isTypeScript = ({ path }: SourceFile) => /\.tsx?$/.test(path)
export const isTest = ({ path }: { path: string }) => path.endsWith('.test.ts')

type Parsed = ReturnType<typeof parseSync>
const parsedTexts = new Map<string, Parsed>()

export function parsed({ path, text }: SourceFile): Parsed {
  const known = parsedTexts.get(`${path}\n${text}`)
  if (known) return known
  const result = parseSync(path, text)
  if (result.errors.length > 0) throw new Error(`${path} cannot be parsed: ${result.errors[0]?.message}`)
  parsedTexts.set(`${path}\n${text}`, result)
  return result
}

/** Calls `visit` with every node of a file, parents first. */
export function visitNodes(file: SourceFile, visit: (node: Node, parent: Node | null) => void): void {
  const step = (node: Node, parent: Node | null): void => {
    visit(node, parent)
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key]
      for (const one of Array.isArray(child) ? child : [child]) if (one) step(one, node)
    }
  }
  step(parsed(file).program, null)
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** The files whose programs a script of package.json starts. */
export function commandsOf(tree: readonly SourceFile[]): string[] {
  const manifest = tree.find(({ path }) => path === 'package.json')?.text ?? '{}'
  const { scripts = {} } = JSON.parse(manifest) as { scripts?: Record<string, string> }
  return Object.values(scripts).flatMap((script) => script.match(/\b(?:gateway|bench|subgraphs|test)\/[\w./-]+\.ts\b/g) ?? [])
}
