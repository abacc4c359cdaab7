import { fileURLToPath } from 'node:url'
import { importDirectory } from '@throughcare/directory/import'
import { ConfigurationFault } from '@throughcare/kit/config'
import { populate } from './population/populate.ts'

const demoServices = fileURLToPath(new URL('../../subgraphs/directory/db/reference/demo-services.json', import.meta.url))

/** A small directory of invented services, and a synthetic population, all through the importers a real service would use. */
export async function loadDemoData(population: { url: string; people: number; seed: number; today: string }): Promise<void> {
  const { rejected } = await importDirectory({ path: demoServices, url: population.url, feed: 'demo' })
  if (rejected.length > 0) throw new ConfigurationFault(`The demo directory was refused: ${rejected[0]?.reason}`)
  await populate(population)
}
