/** How a text names a picture of its message: an image of CommonMark whose label is the file's name. */
export const pictureMark = (name: string): string => `![${name}]`;
