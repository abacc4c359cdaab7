import type { Node } from 'oxc-parser'
import { roleOf } from './endings.ts'
import { isTest, isTypeScript, lineAt, visitNodes, type SourceFile } from './source.ts'

/** The most lines a file may have, by what it is. */
export const longest: Record<string, number> = { resolvers: 150, verb: 150, test: 400, roomReadme: 60, rootReadme: 150 }
export const longestFile = 300
export const longestFunction = 50
export const mostParameters = 3

function kindOf(path: string): string {
  if (isTest({ path })) return 'test'
  if (path === 'README.md') return 'rootReadme'
  if (/^subgraphs\/[a-z][\w-]*\/README\.md$/.test(path)) return 'roomReadme'
  return roleOf(path)
}

/** Files longer than their kind may be. Migrations are written by a machine and have no limit. */
export function fileFaults(tree: readonly SourceFile[]): string[] {
  return tree
    .filter(({ path }) => /\.(tsx?|graphql|sql|md|css)$/.test(path) && !path.includes('/migrations/'))
    .flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length
      const limit = longest[kindOf(path)] ?? longestFile
      return lines > limit ? [`${path} has ${lines} lines; a file of its kind may have ${limit}.`] : []
    })
}

type FunctionNode = Extract<Node, { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }>

const isFunction = (node: Node): node is FunctionNode => ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type)

/** Functions, tests and their tables of cases aside, with more lines of their own than a reader can hold, or more parameters. The lines of functions inside one are theirs, not its. */
export function functionFaults(tree: readonly SourceFile[]): string[] {
  return tree.filter(isTypeScript).flatMap((file) => {
    const spans: { first: number; last: number; parameters: number }[] = []
    visitNodes(file, (node) => {
      if (!isFunction(node)) return
      spans.push({ first: lineAt(file.text, node.start), last: lineAt(file.text, node.end), parameters: countParameters(node, file.text) })
    })
    return spans.flatMap((span) => {
      const place = `${file.path}:${span.first}`
      const lines = ownLines(span, spans)
      const faults = lines > longestFunction && !isTest(file) ? [`${place} is a function of ${lines} lines; ${longestFunction} is the most.`] : []
      // Others give the signature: GraphQL calls a resolver with four arguments, Express an error handler; a table of test cases has its columns.
      const isGiven =
        isTest(file) ||
        file.path.startsWith('test/support/') ||
        /\.resolvers\.ts$|^subgraphs\/_kit\/src\/room\.ts$/.test(file.path) ||
        /: ErrorRequestHandler/.test(file.text)
      return span.parameters > (isGiven ? 4 : mostParameters)
        ? [...faults, `${place} takes ${span.parameters} parameters; ${mostParameters} is the most.`]
        : faults
    })
  })
}

/** What a caller must think of: the database, transaction or context that a function works in goes without saying. */
function countParameters({ params }: FunctionNode, text: string): number {
  const [first] = params
  return params.length - (first && /^(tx|db|database|context)\b/.test(text.slice(first.start, first.end)) ? 1 : 0)
}

function ownLines(span: { first: number; last: number }, all: readonly { first: number; last: number }[]): number {
  const own = new Set(Array.from({ length: span.last - span.first + 1 }, (_, index) => span.first + index))
  for (const inner of all) {
    const isInside = inner !== span && inner.first >= span.first && inner.last <= span.last && inner.last > inner.first
    if (isInside) for (let line = inner.first + 1; line < inner.last; line += 1) own.delete(line)
  }
  return own.size
}
