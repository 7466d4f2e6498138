// esbuild gathers imported style sheets into the bundle's own .css file.
declare module '*.css';
