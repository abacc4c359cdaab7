import { access, constants, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { ConfigurationFault } from '@throughcare/kit/config'
import { toField } from '@throughcare/kit/import-report'

type Remark = { line: number; field: string; reason: string }

/** Where the lists of a feed go: beside it, or into the folder one is in where nothing can be written there. They are wanted all the same. */
export async function placeForLists(path: string): Promise<string> {
  const beside = resolve(path)
  return access(dirname(beside), constants.W_OK).then(
    () => beside,
    () => resolve(basename(beside))
  )
}

/**
 * Lists beside a feed what was wrong with it, by line: `error` where a row was refused, `warning` where one was taken and a field of it was
 * dropped, repaired or doubted. Line 0 is the feed as a whole. Nothing of what an earlier run left stays.
 */
export async function writeReport(path: string, { rejected, warnings }: { rejected: readonly Remark[]; warnings: readonly Remark[] }): Promise<void> {
  const all = [...rejected.map((remark) => ({ ...remark, severity: 'error' })), ...warnings.map((remark) => ({ ...remark, severity: 'warning' }))]
  const lines = all
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, field, severity, reason }) => `${[line, field, severity, reason].map(toField).join(',')}\n`)
  const work = lines.length === 0 ? rm(path, { force: true }) : writeFile(path, `line,column,severity,reason\n${lines.join('')}`)
  await work.catch(() => {
    throw new ConfigurationFault(`The report could not be written to ${path}. Copy the feed to a folder that can be written, and run again.`)
  })
}
