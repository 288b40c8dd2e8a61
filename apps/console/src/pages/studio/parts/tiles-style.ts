import '../studio.css'

/** Tiles of one size, as many in a row as there is room for. */
export const tilesStyle = 'studio-tiles'
