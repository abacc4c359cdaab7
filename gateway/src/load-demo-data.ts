import { importDirectory } from '@throughcare/directory/import'
import { ConfigurationFault } from '@throughcare/kit/config'
import { openProgressBar, type Progress } from '@throughcare/kit/import-report'
import { demoServicesFile } from './population/onward-referrals.ts'
import { populate } from './population/populate.ts'

/** A small directory of invented services, and a synthetic population, all through the importers a real service would use. */
export async function loadDemoData(population: { url: string; people: number; seed: number; today: string }): Promise<void> {
  const { rejected } = await importDirectory({ path: demoServicesFile, url: population.url, feed: 'demo' })
  if (rejected.length > 0) throw new ConfigurationFault(`The demo directory was refused: ${rejected[0]?.reason}`)
  const bars = new Map<string, ReturnType<typeof openProgressBar>>()
  await populate({ ...population, onProgress: (file, done) => barOf(bars, file)(done) })
  for (const bar of bars.values()) bar.stop()
}

/** One bar a file; the one before is done when the next begins. */
function barOf(bars: Map<string, ReturnType<typeof openProgressBar>>, file: string): Progress {
  const standing = bars.get(file)
  if (standing) return standing.onProgress
  for (const bar of bars.values()) bar.stop()
  const bar = openProgressBar(file.replace('.csv', '').padEnd(28))
  bars.set(file, bar)
  return bar.onProgress
}
