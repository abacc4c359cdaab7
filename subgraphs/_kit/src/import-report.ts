import { SingleBar } from 'cli-progress'
import { appendFile, rm } from 'node:fs/promises'
import { ConfigurationFault } from './config.ts'

/** What an import came to, in rows; `isComplete` is false when it was stopped before its end. `seconds` is for the rows, without what followed. */
export type ImportReport = {
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
  isComplete: boolean
  seconds: number
  /** What followed once the rows were in, and to how many it came. */
  afterwards?: { name: string; rows: number; seconds: number }
}

/** Why a row was not taken; `column` is empty where no single one is at fault. Never holds a value of the row. */
export type Reject = { line: number; column: string; reason: string }

export type RejectFile = { path: string; write(rejects: readonly Reject[]): Promise<void> }

/** The list of rejected rows beside a file. It is there only when a row was rejected; what an earlier run left is removed. */
export async function openRejects(path: string): Promise<RejectFile> {
  await rm(path, { force: true }).catch(() => unwritable(path))
  let isBegun = false
  return {
    path,
    async write(rejects) {
      if (rejects.length === 0) return
      const lines = rejects.map(({ line, column, reason }) => `${line},${column},"${reason.replaceAll('"', '""')}"\n`)
      await appendFile(path, (isBegun ? '' : 'line,column,reason\n') + lines.join('')).catch(() => unwritable(path))
      isBegun = true
    }
  }
}

/** A field of a line of CSV, in quotes where it has to be. */
export function toField(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function unwritable(path: string): never {
  throw new ConfigurationFault(`The rejected rows could not be listed in ${path}. Copy the file to a folder that can be written, and run again.`)
}

/** How far a stage is: the rows in bytes of the file, what follows in rows. */
export type Progress = (standing: { stage: string; done: number; total: number; report: ImportReport }) => void

/** A progress bar on standard error; nothing where that is no terminal. */
export function openProgressBar(label: string): { onProgress: Progress; stop(): void } {
  if (!process.stderr.isTTY) return { onProgress: () => {}, stop: () => {} }
  const bar = new SingleBar({
    format: `${label} {bar} {percentage}% {stage} | {read} rows, {rejected} rejected | {eta_formatted} left`,
    hideCursor: true,
    stream: process.stderr
  })
  let begun: string | null = null
  return {
    onProgress({ stage, done, total, report: { read, rejected } }) {
      if (begun !== stage) bar.start(total, 0, { stage, read: 0, rejected: 0 })
      begun = stage
      bar.update(done, { stage, read, rejected })
    },
    stop: () => bar.stop()
  }
}

/** 0: all rows taken; 1: some rejected; 2: not run to its end. */
export function exitCodeOf({ rejected, isComplete }: ImportReport): 0 | 1 | 2 {
  if (!isComplete) return 2
  return rejected > 0 ? 1 : 0
}
