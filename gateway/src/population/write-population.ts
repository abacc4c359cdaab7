import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { join } from 'node:path'
import { liaisonDiversionColumns, liaisonDiversionOf } from './liaison-diversion.ts'
import { onwardReferralColumns, onwardReferralsOf, readDemoServices } from './onward-referrals.ts'
import { exampleOf, type Example } from './example-person.ts'
import { openPeople, personColumns, type Someone } from './person.ts'
import { reconnectColumns, reconnectOf } from './reconnect.ts'
import { openCalendar, type Calendar } from './times.ts'

export type Population = {
  people: number
  seed: number
  /** The day it is made for, YYYY-MM-DD. */ today: string
  folder: string
  onProgress?: (done: number) => void
}

/** The files, in the order in which they are taken in. */
export const populationFiles = {
  peopleOfLiaisonDiversion: 'people-liaison-diversion.csv',
  peopleOfReconnect: 'people-reconnect.csv',
  liaisonDiversion: 'liaison-diversion.csv',
  reconnect: 'reconnect.csv',
  referralsOfLiaisonDiversion: 'referrals-liaison-diversion.csv',
  referralsOfReconnect: 'referrals-reconnect.csv'
} as const

/** Writes a synthetic population as importers take it in. The same people, seed and day give the same bytes. */
export async function writePopulation({ people, seed, today, folder, onProgress }: Population): Promise<void> {
  await mkdir(folder, { recursive: true })
  const calendar = openCalendar(today)
  const personOf = openPeople(seed, calendar)
  const services = readDemoServices()
  const open = (name: keyof typeof populationFiles, columns: readonly string[]) => openCsv(join(folder, populationFiles[name]), columns)
  const files = {
    peopleOfLiaisonDiversion: open('peopleOfLiaisonDiversion', personColumns),
    peopleOfReconnect: open('peopleOfReconnect', personColumns),
    liaisonDiversion: open('liaisonDiversion', liaisonDiversionColumns),
    reconnect: open('reconnect', reconnectColumns),
    referralsOfLiaisonDiversion: open('referralsOfLiaisonDiversion', onwardReferralColumns),
    referralsOfReconnect: open('referralsOfReconnect', onwardReferralColumns)
  }
  for (let index = 0; index < people; index += 1) {
    const someone = personOf(index)
    await (index === 0 ? writeExample(files, exampleOf(someone, calendar)) : writeSomeone(files, someone, { calendar, services }))
    if (index % 1_000 === 999) onProgress?.(index + 1)
  }
  await Promise.all(Object.values(files).map((file) => file.close()))
}

type Files = Record<keyof typeof populationFiles, ReturnType<typeof openCsv>>
type World = { calendar: Calendar; services: ReturnType<typeof readDemoServices> }

async function writeSomeone(files: Files, someone: Someone, { calendar, services }: World): Promise<void> {
  const referredOn = -someone.random.whole(2, 365)
  if (someone.inLiaisonDiversion) {
    // Who is in both services came to custody before prison.
    const firstDay = someone.inReconnect ? referredOn - someone.random.whole(30, 200) : -someone.random.whole(1, 365)
    const { records, episodes } = liaisonDiversionOf(someone, calendar, firstDay)
    await files.peopleOfLiaisonDiversion.write(records)
    await files.liaisonDiversion.write(episodes)
    await files.referralsOfLiaisonDiversion.write(onwardReferralsOf(someone, services, { record: records[0], episodes, calendar }))
  }
  if (someone.inReconnect) {
    const { records, episodes } = reconnectOf(someone, calendar, referredOn)
    await files.peopleOfReconnect.write(records)
    await files.reconnect.write(episodes)
    await files.referralsOfReconnect.write(onwardReferralsOf(someone, services, { record: records[0], episodes, calendar }))
  }
}

async function writeExample(files: Files, { custodyRecord, prisonRecord, liaisonDiversion, reconnect, referral }: Example): Promise<void> {
  await files.peopleOfLiaisonDiversion.write([custodyRecord])
  await files.liaisonDiversion.write([liaisonDiversion])
  await files.peopleOfReconnect.write([prisonRecord])
  await files.reconnect.write([reconnect])
  await files.referralsOfReconnect.write([referral])
}

function openCsv(path: string, columns: readonly string[]) {
  const stream = createWriteStream(path)
  stream.write(`${columns.join(',')}\n`)
  return {
    async write(rows: readonly Record<string, string | undefined>[]): Promise<void> {
      const text = rows.map((row) => `${columns.map((column) => row[column] ?? '').join(',')}\n`).join('')
      if (!stream.write(text)) await once(stream, 'drain')
    },
    async close(): Promise<void> {
      stream.end()
      await finished(stream)
    }
  }
}
