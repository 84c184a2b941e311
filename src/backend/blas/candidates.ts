/**
 * The libraries to look for on a platform, the best first. MKL is not among them: where one of its parts is missing it ends
 * the whole process, so it is taken only when it is named.
 */
export function blasCandidates(platform: string): readonly string[] {
  switch (platform) {
    case "darwin":
      return [
        "/System/Library/Frameworks/Accelerate.framework/Accelerate",
        "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
        "/usr/local/opt/openblas/lib/libopenblas.dylib",
        "libopenblas.dylib",
      ];
    case "win32":
      return ["libopenblas.dll", "openblas.dll"];
    case "browser":
      return [];
    default:
      return [
        ...["libopenblas.so.0", "libopenblas.so", "libopenblas64.so.0", "libopenblas64_.so.0"],
        ...["libblis.so.4", "libblis.so.3", "libblis.so"],
        // On Debian and its kin this leads to whichever library the administrator chose, maybe one of those above.
        "libblas.so.3",
      ];
  }
}

/** What a user can do where no library was found. */
export function howToInstall(platform: string): string {
  switch (platform) {
    case "linux":
      return "install OpenBLAS (on Debian and Ubuntu: apt install libopenblas0)";
    case "win32":
      return "put OpenBLAS's libopenblas.dll on the PATH";
    default:
      return "install OpenBLAS";
  }
}
