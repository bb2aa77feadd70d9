watch("value", () => {
	const turns = element.querySelectorAll(".cc-turn");
	if (turns.length === 0) return;
	// Both the question box and the newest reply should be in sight; where there is no room for both, the reply wins.
	document.querySelector(".cc-ask")?.scrollIntoView({ block: "nearest" });
	const newest = turns[turns.length - 1];
	newest.scrollIntoView({ block: newest.offsetHeight > window.innerHeight ? "start" : "nearest" });
});
