const raw = String.raw;

/** What a document needs before it begins: packages of Debian's texlive-latex-base alone. */
export const PREAMBLE = raw`\documentclass[11pt]{article}
\usepackage[a4paper,margin=25mm]{geometry}
\usepackage{amsmath,amssymb}
\usepackage{graphicx}
\usepackage[hidelinks]{hyperref}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt plus 2pt}
\setcounter{MaxMatrixCols}{20}
\newlength{\formulawidth}
\AtBeginDocument{\setlength{\formulawidth}{\dimexpr\linewidth-7em\relax}}
\newsavebox{\formulabox}
% What is wider than the page is made smaller; everything else stays as it is.
\newcommand{\fit}[1]{\mathinner{\sbox{\formulabox}{$\displaystyle #1$}%
  \ifdim\wd\formulabox>\formulawidth
    \vcenter{\hbox{\resizebox{\formulawidth}{!}{\usebox{\formulabox}}}}%
  \else\usebox{\formulabox}\fi}}
% A formula is set like a paragraph, so that lines and pages may end inside it, but only where a penalty says so.
\newcommand{\formula}[1]{\par{\hangindent=2em\hangafter=1\brokenformula{#1}}}
\newcommand{\formulas}[1]{\par{\brokenformula{#1}}}
\newcommand{\brokenformula}[1]{{\leftskip=2em\rightskip=0pt plus 1fil
  \relpenalty=10000\binoppenalty=10000
  \lineskiplimit=3pt\lineskip=6pt\noindent$\displaystyle #1$\par}}
\newcommand{\step}[4]{\subsection*{\hypertarget{#1}{#2.\quad #3}\hfill{\normalfont\small #4}}}
`;
