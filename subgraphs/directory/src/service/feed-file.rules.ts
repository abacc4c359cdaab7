import { fileNames, type TableName } from './feed-tabular.rules.ts'

/** Whether a file of a folder or zip can be part of a feed: not what a system leaves there, nor a picture. */
export function isKeptFile(path: string): boolean {
  return /\.(csv|tsv|txt|json|ndjson|jsonl)$/i.test(path) && !/(^|[\\/])(\.|__MACOSX)/.test(path)
}

function stemOf(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? ''
  return name.replace(/\.[^.]*$/, '').toLowerCase()
}

/** Whether a file is one of the tables of HSDS, by its name. */
export function isTableOf(table: TableName, path: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(path) && fileNames[table].some((stem) => stem === stemOf(path))
}

/** Whether a saved page is of another list of the same feed, by its name: the services hold what is theirs of it. */
export function ofOtherThings(path: string): boolean {
  return /^(organi[sz]ations?|taxonom(y|ies)|taxonomy[_-]?terms?|locations?|service[_-]?at[_-]?locations?|package|tsconfig)([_-]?(page|list|full)?[_-]?\d*)*$/.test(
    stemOf(path)
  )
}
