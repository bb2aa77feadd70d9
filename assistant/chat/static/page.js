() => {
	const jump = (id) => {
		const target = document.getElementById(id);
		if (!target) return;
		for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
		const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
		target.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
		const focus = target.tagName === "DETAILS" ? target.querySelector("summary") : target;
		focus.focus({ preventScroll: true });
	};
	document.addEventListener("click", (event) => {
		const link = event.target.closest?.("a[data-jump]");
		if (!link) return;
		event.preventDefault();
		jump(link.dataset.jump);
	});
}
