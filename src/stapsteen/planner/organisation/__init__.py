"""One school week under five organisations: the question, the compilers, the plan, the comparison."""
