import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { londonDate, systemClock, type Clock } from '@throughcare/kit/clock'
import type { Progress } from '@throughcare/kit/import-report'
import type { Service } from '@throughcare/kit/principal'
import { importInto, type PersonalRoom } from '../importers.ts'
import { populationFiles, writePopulation } from './write-population.ts'

const order: { room: PersonalRoom; file: keyof typeof populationFiles; service?: Service }[] = [
  { room: 'people', file: 'peopleOfLiaisonDiversion', service: 'LIAISON_DIVERSION' },
  { room: 'people', file: 'peopleOfReconnect', service: 'RECONNECT' },
  { room: 'liaison-diversion', file: 'liaisonDiversion' },
  { room: 'reconnect', file: 'reconnect' },
  { room: 'referrals', file: 'referralsOfLiaisonDiversion', service: 'LIAISON_DIVERSION' },
  { room: 'referrals', file: 'referralsOfReconnect', service: 'RECONNECT' }
]

/**
 * Makes a synthetic population and takes it in, through the importers a real service uses. `onProgress` is told which file is being
 * taken in and how far. Interrupted, it is simply run again: what stands is passed over.
 */
export async function populate({
  url,
  people,
  seed,
  clock = systemClock,
  today = londonDate(clock.now()),
  onProgress
}: {
  url: string
  people: number
  seed: number
  clock?: Clock
  /** The day it is made for. An interrupted filling goes on with the day it began with. */
  today?: string
  onProgress?: (file: string, done: Parameters<Progress>[0]) => void
}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-population-'))
  try {
    await writePopulation({ people, seed, today, folder })
    for (const { room, file, service } of order) {
      const name = populationFiles[file]
      const report = await importInto(room, { url, path: join(folder, name), service, clock, onProgress: (done) => onProgress?.(name, done) })
      if (report.rejected > 0) throw new Error(`${report.rejected} rows of the synthetic ${name} were rejected.`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
