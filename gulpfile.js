const { dest, parallel, src } = require('gulp');

/** Icons, and the codex files that tell n8n's node panel where a node belongs. */
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports.build = parallel(icons, codex);
