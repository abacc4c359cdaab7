import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ConfigurationFault } from '@throughcare/kit/config'
import { faultsOfMapping, type FeedMapping } from './feed-mapping.rules.ts'

const texts = z.record(z.string(), z.string())
const shape = z.looseObject({
  files: texts.optional(),
  columns: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  codes: z.record(z.string(), texts).optional(),
  joins: texts.optional()
})

/** Reads the file that says how another system's tables are read. Stops with a sentence for everything that is wrong with it. */
export async function readFeedMapping(path: string): Promise<FeedMapping> {
  const text = await readFile(path, 'utf8').catch(() => stop('There is no mapping file of that name.'))
  const { data, error } = shape.safeParse(parseJson(text))
  if (error)
    return stop(`The mapping file is not written as it must be: ${error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ')}`)
  const { about: _, ...mapping } = data as FeedMapping & { about?: unknown }
  const faults = faultsOfMapping(mapping)
  return faults.length > 0 ? stop(`The mapping file cannot be used. ${faults.join(' ')}`) : mapping
}

const packageShape = z.object({ resources: z.array(z.object({ name: z.string(), path: z.string() })) })

/** Which file of a data package is which table, as its own description says; nothing where that cannot be read. */
export async function readPackage(path: string): Promise<{ name: string; path: string }[]> {
  const text = await readFile(path, 'utf8')
  try {
    return packageShape.parse(JSON.parse(text.replace(/^\uFEFF/, ''))).resources
  } catch {
    return []
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    return stop('The mapping file is not JSON.')
  }
}

function stop(message: string): never {
  throw new ConfigurationFault(message)
}
