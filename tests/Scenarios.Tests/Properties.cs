// Two cores: worlds beside one another would measure each other's load.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
