import { isTypeScript, lineAt, parsed, visitNodes, type SourceFile } from './source.ts'

// Answers of a graph are read as a client reads them; the one place that says so.
const mayBeAny = ['test/support/room.ts']

/** `any` turns the compiler off, so it is written nowhere but in one named place. */
export function anyFaults(tree: readonly SourceFile[]): string[] {
  return tree
    .filter((file) => isTypeScript(file) && !mayBeAny.includes(file.path))
    .flatMap((file) => {
      const faults: string[] = []
      visitNodes(file, (node) => {
        if (node.type === 'TSAnyKeyword') faults.push(`${file.path}:${lineAt(file.text, node.start)} says any.`)
      })
      return faults
    })
}

const forbidden: [RegExp, string][] = [
  [/@ts-(ignore|expect-error|nocheck)/, 'silences the compiler'],
  [/\b(oxlint|eslint|prettier)-(disable|ignore)/, 'silences a tool'],
  [/\b(TODO|FIXME|XXX|HACK)\b/, 'leaves work for later: make it an issue'],
  [/^\W*@(param|returns?|author|since)\b/m, 'lists what the signature says']
]

/** Comments that say why, never what is left undone or silenced. */
export function commentFaults(tree: readonly SourceFile[]): string[] {
  return tree
    .filter(isTypeScript)
    .flatMap((file) =>
      parsed(file).comments.flatMap(({ value, start }) =>
        forbidden.filter(([pattern]) => pattern.test(value)).map(([, what]) => `${file.path}:${lineAt(file.text, start)} has a comment that ${what}.`)
      )
    )
}
