import DataLoader from 'dataloader'
import type { Database } from '@throughcare/kit/db'
import { findPosition } from './find-position.ts'
import { findAreas } from './position.store.ts'

export function createPositionLoaders(db: Database) {
  return {
    position: new DataLoader(async (texts: readonly string[]) => Promise.all(texts.map(async (text) => findPosition(db, text).catch((error: Error) => error)))),

    areas: new DataLoader(async (lists: readonly (readonly string[])[]) => {
      const areas = await findAreas(db)
      return lists.map((codes) => areas.filter(({ code }) => codes.includes(code)))
    })
  }
}
